using DropoutGen.FaultPrograms;

// What tests run in a process of its own, to kill it, to take its memory or its disk. One can be run by hand:
//     dotnet run -c Release --project tests/FaultPrograms -- soak 1000000
switch (args)
{
    case ["save", string path]:
        return Saving.Run(path) ? 0 : 2;
    case ["fit", string path]:
        Fitting.Run(path);
        return 0;
    case ["memory"]:
        ScarceMemory.Run();
        return 0;
    case ["soak", string steps]:
        Soak.Run(long.Parse(steps, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("save FILE | fit FILE | memory | soak STEPS");
        return 1;
}
