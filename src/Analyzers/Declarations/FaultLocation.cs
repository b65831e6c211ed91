using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Analyzers.Declarations;

/// <summary>Finds the place of a fault: models carry none, so that typing above a class changes nothing.</summary>
internal static class FaultLocation
{
    public static Location Of(INamedTypeSymbol type, Fault fault, CancellationToken cancellation)
    {
        AttributeData network = type.GetAttributes().First(static attribute => NetworkReader.IsNetwork(attribute) || BlockReader.IsBlock(attribute));
        return fault.Place switch
        {
            FaultPlace.Network => AttributeLocation.OfArgument(network, fault.Argument, cancellation),
            FaultPlace.Layer => AttributeLocation.OfArgument(
                NetworkReader.LayerAttributes(type).ElementAt(fault.Ordinal), fault.Argument, cancellation),
            FaultPlace.Container => Container(type, fault.Ordinal).Locations[0],
            FaultPlace.Member => MemberRules.Find(type, fault.Argument)?.Locations.FirstOrDefault() ?? OfType(type, network, cancellation),
            _ => OfType(type, network, cancellation),
        };
    }

    // The name in the declaration that carries [Network] or [Block]: a class may have several parts.
    private static Location OfType(INamedTypeSymbol type, AttributeData network, CancellationToken cancellation) =>
        NetworkReader.DeclarationOf(network, cancellation)?.Identifier.GetLocation() ?? type.Locations[0];

    /// <summary>The containing type that a fault is about: 0 is the innermost.</summary>
    public static INamedTypeSymbol Container(INamedTypeSymbol type, int depth)
    {
        INamedTypeSymbol container = type.ContainingType;
        for (int i = 0; i < depth; i++)
        {
            container = container.ContainingType;
        }

        return container;
    }
}
