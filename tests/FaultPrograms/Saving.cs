namespace DropoutGen.FaultPrograms;

/// <summary>Saves again and again until it is killed; every value of a file is its number.</summary>
internal static class Saving
{
    public static void Run(string path)
    {
        var network = new SavedNetwork(seed: 1);
        using var trainer = network.CreateTrainer(new Adam());
        for (int number = 1; ; number++)
        {
            foreach (ParameterView parameter in network.Parameters)
            {
                var values = new float[parameter.Count];
                Array.Fill(values, number);
                parameter.CopyFrom(values);
            }

            trainer.SaveCheckpoint(path);
            Console.Out.WriteLine(number);
        }
    }
}
