namespace DropoutGen.FaultPrograms;

/// <summary>Saves again and again until it is killed; every value of a file is its number.</summary>
internal static class Saving
{
    /// <summary>False where a file could not be written.</summary>
    public static bool Run(string path)
    {
        var network = new SavedNetwork(seed: 1);
        using var trainer = network.CreateTrainer(new Adam());
        Console.Out.WriteLine("ready");
        for (int number = 1; ; number++)
        {
            foreach (ParameterView parameter in network.Parameters)
            {
                var values = new float[parameter.Count];
                Array.Fill(values, number);
                parameter.CopyFrom(values);
            }

            try
            {
                trainer.SaveCheckpoint(path);
            }
            catch (IOException exception)
            {
                Console.Out.WriteLine($"refused: {exception.Message}");
                return false;
            }

            Console.Out.WriteLine(number);
        }
    }
}
