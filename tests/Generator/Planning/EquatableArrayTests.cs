using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Arrays compare by their elements, the default one too.</summary>
public sealed class EquatableArrayTests
{
    [Fact]
    public void Equal_elements_make_equal_arrays()
    {
        EquatableArray<string> one = new(["a", "b"]);
        EquatableArray<string> two = new(["a", "b"]);
        Assert.True(one.Equals(two));
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.False(one.Equals(new EquatableArray<string>(["b", "a"])));
        Assert.False(one.Equals(new EquatableArray<string>(["a"])));
    }

    [Fact]
    public void The_default_is_empty()
    {
        EquatableArray<int> none = default;
        Assert.True(none.Equals(EquatableArray<int>.Empty));
        Assert.Empty(none);
        Assert.Equal(none.GetHashCode(), EquatableArray<int>.Empty.GetHashCode());
    }
}
