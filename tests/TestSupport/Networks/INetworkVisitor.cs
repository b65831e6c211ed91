namespace DropoutGen.TestSupport.Networks;

/// <summary>Code over any network, to be run with a type that is compiled while the tests run.</summary>
public interface INetworkVisitor
{
    void Visit<TNetwork, TTarget>()
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged;
}
