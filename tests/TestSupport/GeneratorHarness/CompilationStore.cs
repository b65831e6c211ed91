using System.Security.Cryptography;
using System.Text;
using DropoutGen.Generator;

namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>
/// Assemblies of compiled networks in the folder <c>DROPOUTGEN_COMPILED_NETWORKS</c>, if it is set. A run of the tests on an
/// emulated machine takes from it what a run on the real one has left there: the compiler itself is what is slow to emulate.
/// </summary>
internal static class CompilationStore
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("DROPOUTGEN_COMPILED_NETWORKS");

    /// <summary>The assembly of a source, compiled unless this generator and this library have compiled it before.</summary>
    public static byte[] Image(string source, Func<byte[]> compile)
    {
        if (string.IsNullOrEmpty(s_folder))
        {
            return compile();
        }

        string path = Path.Combine(s_folder, Key(source) + ".dll");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        byte[] image = compile();
        Directory.CreateDirectory(s_folder);

        // Moved into place: another test process may look for it at the same time.
        string temporary = Path.Combine(s_folder, Path.GetRandomFileName());
        File.WriteAllBytes(temporary, image);
        File.Move(temporary, path, overwrite: true);
        return image;
    }

    private static string Key(string source)
    {
        string versions = string.Join(' ', new[] { typeof(NetworkGenerator), typeof(NetworkAttribute), typeof(CompilationStore) }
            .Select(static type => type.Module.ModuleVersionId.ToString()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(versions + '\n' + source)));
    }
}
