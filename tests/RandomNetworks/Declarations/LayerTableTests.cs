using System.Reflection;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>The table has every layer that the library declares, and every setting of each.</summary>
public sealed class LayerTableTests
{
    [Fact]
    public void Every_layer_attribute_has_one_entry() => Assert.Equal(
        LayerAttributes().Select(static type => Title(type)).Order(StringComparer.Ordinal),
        LayerTable.All.Select(static entry => entry.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_parameter_and_property_is_drawn()
    {
        var random = new Random(1);
        foreach (LayerEntry entry in LayerTable.All)
        {
            Type type = LayerAttributes().Single(type => Title(type) == entry.Name);
            IEnumerable<string> settings = type.GetConstructors().Single().GetParameters().Select(static parameter => Named(parameter))
                .Concat(type.GetProperties().Where(static property => property.CanWrite).Select(static property => property.Name));
            IEnumerable<string> drawn = Enumerable.Range(0, 200)
                .SelectMany(_ => entry.Create(random, 7).Arguments)
                .Select(static argument => argument.Name)
                .Distinct();
            Assert.Equal(settings.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
        }
    }

    // Several values of one parameter array cannot be written by its name.
    private static string Named(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamArrayAttribute)) ? string.Empty : parameter.Name!;

    private static IEnumerable<Type> LayerAttributes() =>
        typeof(LayerAttribute).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(LayerAttribute)));

    private static string Title(Type type) => type.Name.Split('`')[0][..^"Attribute".Length];
}
