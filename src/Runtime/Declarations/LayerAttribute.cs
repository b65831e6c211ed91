namespace DropoutGen;

/// <summary>Base of the attributes that list the layers of a <see cref="NetworkAttribute">network</see>, in source order.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }
}
