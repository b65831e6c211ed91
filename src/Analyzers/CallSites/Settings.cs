using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Values that calls take as arguments or in an object of options.</summary>
internal static class Settings
{
    /// <summary>Where an object of options is made, if that is at the call or in a local variable of the same body.</summary>
    public static IObjectCreationOperation? Creation(IOperation? options) => options is null ? null : Storage.Bare(options) switch
    {
        IObjectCreationOperation creation => creation,
        ILocalReferenceOperation local => Storage.Initializer(local.Local, Bodies.Around(options)) is { } initial ? Storage.Bare(initial) as IObjectCreationOperation : null,
        _ => null,
    };

    /// <summary>What a property is set to where an object is made.</summary>
    public static IOperation? Property(IObjectCreationOperation? creation, string name) => creation?.Initializer?.Initializers
        .OfType<ISimpleAssignmentOperation>()
        .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property: var property } && property.Name == name)?.Value;

    /// <summary>The number of passes of a Monte-Carlo call.</summary>
    public static IOperation? Passes(IInvocationOperation call) =>
        Networks.Argument(call, "passes") ?? Property(Creation(Networks.Argument(call, "options")), "Passes");
}
