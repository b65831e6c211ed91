namespace DropoutGen.TestSupport.Data;

/// <summary>Real data, which is not part of the repository: in the folder DROPOUTGEN_DATA, or in shared/data beside the checkout.</summary>
public static class TestData
{
    /// <summary>The folder of a data set, or null where it is absent: a test that needs it skips and says so.</summary>
    public static string? Folder(string set)
    {
        string? root = Environment.GetEnvironmentVariable("DROPOUTGEN_DATA");
        if (string.IsNullOrEmpty(root))
        {
            string? checkout = AppContext.BaseDirectory;
            while (checkout is not null && !File.Exists(Path.Combine(checkout, "DropoutGen.sln")))
            {
                checkout = Path.GetDirectoryName(checkout);
            }

            root = checkout is null ? null : Path.Combine(checkout, "..", "shared", "data");
        }

        string? folder = root is null ? null : Path.Combine(root, set);
        return Directory.Exists(folder) ? folder : null;
    }
}
