using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DropoutGen.Generator.Tests.Budget;

/// <summary>A method's size as the JIT meets it.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Bytes">Length of its IL.</param>
/// <param name="Locals">Number of its locals.</param>
internal sealed record MethodSize(string Name, int Bytes, int Locals)
{
    /// <summary>The methods with bodies in an assembly's image.</summary>
    public static IReadOnlyList<MethodSize> Read(byte[] image)
    {
        using var portable = new PEReader(new MemoryStream(image));
        MetadataReader metadata = portable.GetMetadataReader();
        var sizes = new List<MethodSize>();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                MethodBodyBlock body = portable.GetMethodBody(method.RelativeVirtualAddress);
                string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
                sizes.Add(new MethodSize(
                    $"{type}.{metadata.GetString(method.Name)}", body.GetILReader().Length, CountLocals(metadata, body)));
            }
        }

        return sizes;
    }

    private static int CountLocals(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        _ = signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }
}
