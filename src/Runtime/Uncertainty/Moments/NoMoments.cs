namespace DropoutGen.CompilerServices;

/// <summary>A layer that leaves values as they are: DropConnect, whose noise is its Dense's.</summary>
internal sealed class NoMoments : MomentStep
{
    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
    }
}
