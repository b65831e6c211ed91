namespace DropoutGen.Samples.Digits;

/// <summary>What the command line asked for.</summary>
/// <param name="Epochs">Epochs of the trainings on all digits; the default of the data if null.</param>
/// <param name="Seed">Seed of drawing, weights, order and masks.</param>
/// <param name="Output">Folder for the pictures.</param>
/// <param name="Data">Folder of MNIST, or null to draw digits.</param>
/// <param name="MaskSeeds">Seeds of the comparison of masks, or null for the sample itself.</param>
/// <param name="Network">Which networks are compared.</param>
internal sealed record Settings(int? Epochs, ulong Seed, string Output, string? Data, int? MaskSeeds, NetworkSize Network);

/// <summary>The sample's own networks, or those of 3 x 1,024 hidden units that the paper of dropout trained on MNIST.</summary>
internal enum NetworkSize
{
    Small,
    Large,
}
