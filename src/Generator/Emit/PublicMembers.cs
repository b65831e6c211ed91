namespace DropoutGen.Generator.Emit;

/// <summary>
/// The public members, thin over the library. A stub of an invalid declaration has the same ones, so that the only
/// error is the rule's.
/// </summary>
internal static class PublicMembers
{
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Destination = "global::System.Span<float>";
    private const string Stream = "global::System.IO.Stream";

    /// <param name="writer">Where to.</param>
    /// <param name="type">Name of the class.</param>
    /// <param name="target">C# type of the targets.</param>
    /// <param name="texts">What the documentation says.</param>
    /// <param name="parameters">Names of the parameters' properties.</param>
    /// <param name="statistics">Names of the running statistics' properties.</param>
    /// <param name="includes">Whether to write the member of a key: its name, for methods with parameter types.</param>
    /// <param name="stub">For a stub: what every member does instead, an expression that throws.</param>
    /// <param name="writePredict">Writes what stands in front of the library's call in <c>Predict</c>.</param>
    /// <param name="initializer">What the constructor calls first, with a space in front; empty where nothing needs to be said.</param>
    public static void Write(
        CodeWriter writer,
        string type,
        string target,
        MemberTexts texts,
        string[] parameters,
        string[] statistics,
        Func<string, bool> includes,
        string? stub = null,
        Action<CodeWriter>? writePredict = null,
        string initializer = "")
    {
        Member(".ctor(ulong)", [
            "/// <summary>Makes a network with freshly drawn weights; biases are 0.</summary>",
            "/// <param name=\"seed\">Equal seeds give equal weights, on every machine and vector width.</param>"],
            $"public {type}(ulong seed){initializer}", "=> _networkState.Initialize(seed);");
        Member("Definition", ["/// <summary>Shapes, parameters and dropouts as declared.</summary>"],
            "public static global::DropoutGen.NetworkDefinition Definition", "=> s_networkDefinition;");
        Member("Parameters", ["/// <summary>The parameters in declaration order, and by name, in [units, inputs] order.</summary>"],
            "public global::DropoutGen.ParameterCollection Parameters", "=> _networkState.Parameters;");
        Member("RunningStatistics", ["/// <summary>The running means and variances of batch normalisations, by name: what inference normalises by.</summary>"],
            "public global::DropoutGen.ParameterCollection RunningStatistics", "=> _networkState.RunningStatistics;");
        Member("Dropouts", ["/// <summary>The dropouts and their present rates.</summary>"],
            "public global::DropoutGen.DropoutCollection Dropouts", "=> _networkState.Dropouts;");
        Member("VectorWidth", [
            "/// <summary>The width of the kernels in use; the widest supported one unless set.</summary>",
            "/// <exception cref=\"global::System.PlatformNotSupportedException\">The width is not supported in this process.</exception>"],
            "public global::DropoutGen.VectorWidth VectorWidth", "{ get => _networkState.VectorWidth; set => _networkState.VectorWidth = value; }");
        for (int i = 0; i < parameters.Length; i++)
        {
            Member(parameters[i], [$"/// <summary>The parameter of index {Literals.Integer(i)}: a view of the network's own storage.</summary>"],
                $"public global::DropoutGen.ParameterView {parameters[i]}", $"=> _networkState.Parameters[{Literals.Integer(i)}];");
        }

        for (int i = 0; i < statistics.Length; i++)
        {
            Member(statistics[i], [$"/// <summary>The running statistic of index {Literals.Integer(i)}: a view of the network's own storage.</summary>"],
                $"public global::DropoutGen.ParameterView {statistics[i]}", $"=> _networkState.RunningStatistics[{Literals.Integer(i)}];");
        }

        string[] rows =
        [
            $"/// <param name=\"inputs\">Rows x {texts.Inputs} values; any number of rows.</param>",
        ];
        string[] lengths =
        [
            "/// <exception cref=\"global::System.ArgumentException\">A length is not a whole number of rows, the two do not fit, or <paramref name=\"threads\"/> is not 1 to 32; nothing is written.</exception>",
        ];
        const string threads = "/// <param name=\"threads\">The most threads that share the rows, the caller included; the result is the same for any number.</param>";
        Member("Predict(System.ReadOnlySpan<float>,System.Span<float>,int)", [
            $"/// <summary>Predicts: {texts.Prediction}, without dropout. Several threads may call it at once; it allocates nothing once warm.</summary>",
            .. rows,
            $"/// <param name=\"outputs\">Rows x {texts.Outputs} values are written here: {texts.Prediction}.</param>",
            threads,
            .. lengths],
            $"public void Predict({Floats} inputs, {Destination} outputs, int threads = 1)",
            "=> global::DropoutGen.CompilerServices.Prediction.Run(this, inputs, outputs, asLogits: false, threads);",
            writePredict);
        Member("PredictLogits(System.ReadOnlySpan<float>,System.Span<float>,int)", [
            "/// <summary>Predicts the values that the loss takes: the last layer's output. Otherwise as <c>Predict</c>.</summary>",
            .. rows,
            $"/// <param name=\"outputs\">Rows x {texts.Outputs} logits are written here.</param>",
            threads,
            .. lengths],
            $"public void PredictLogits({Floats} inputs, {Destination} outputs, int threads = 1)", "=> global::DropoutGen.CompilerServices.Prediction.Run(this, inputs, outputs, asLogits: true, threads);");
        Member("PredictMonteCarlo(System.ReadOnlySpan<float>,int,ulong,int)", [
            "/// <summary>Predicts through many dropout masks: mean, variance and, for classifiers, entropies. Memory does not grow with the passes.</summary>",
            .. rows,
            "/// <param name=\"passes\">Number of masks, 2 or more.</param>",
            "/// <param name=\"seed\">Key of the masks: equal seeds give equal masks.</param>",
            threads,
            "/// <exception cref=\"global::System.ArgumentException\">The length is not a whole number of rows, there are fewer than 2 passes, or <paramref name=\"threads\"/> is not 1 to 32.</exception>"],
            $"public global::DropoutGen.MonteCarloPrediction PredictMonteCarlo({Floats} inputs, int passes, ulong seed, int threads = 1)", "=> global::DropoutGen.CompilerServices.MonteCarloSampling.Run(this, inputs, passes, seed, threads);");
        Member("CreateTrainer(TRule,DropoutGen.TrainerOptions)", [
            $"/// <summary>Makes a trainer of this network. A step takes rows x {texts.Inputs} inputs and {texts.Targets}.</summary>",
            "/// <param name=\"rule\">The optimizer.</param>",
            "/// <param name=\"options\">Settings; the defaults if null.</param>",
            "/// <typeparam name=\"TRule\">The optimizer, for example <see cref=\"global::DropoutGen.Adam\"/>.</typeparam>"],
            $"public global::DropoutGen.Trainer<{type}, {target}, TRule> CreateTrainer<TRule>(TRule rule, global::DropoutGen.TrainerOptions? options = null)\n    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>",
            "=> new(this, rule, options);");
        Member("Save(string)", [
            "/// <summary>Saves parameters and dropout rates as safetensors; the file is written beside and moved into place.</summary>",
            "/// <param name=\"path\">The file; an existing one is replaced once the new one is complete.</param>"],
            "public void Save(string path)", "=> global::DropoutGen.CompilerServices.NetworkFile.Save(_networkState, path);");
        Member("Save(System.IO.Stream)", [
            "/// <summary>Saves parameters and dropout rates as safetensors.</summary>",
            "/// <param name=\"stream\">Written from its present position; stays open.</param>"],
            $"public void Save({Stream} stream)", "=> global::DropoutGen.CompilerServices.NetworkFile.Save(_networkState, stream);");
        string[] restoring =
        [
            "/// <exception cref=\"global::DropoutGen.InvalidSafetensorsException\">The data are not a valid safetensors file.</exception>",
            "/// <exception cref=\"global::DropoutGen.ParameterMismatchException\">Names, shapes or rates do not fit this network.</exception>",
        ];
        Member("Load(string)", [
            "/// <summary>Makes a network from a safetensors file.</summary>",
            "/// <param name=\"path\">The file.</param>",
            .. restoring],
            $"public static {type} Load(string path)", $"{{ {type} network = new(0UL); network.Restore(path); return network; }}");
        Member("Load(System.IO.Stream)", [
            "/// <summary>Makes a network from safetensors data.</summary>",
            "/// <param name=\"stream\">Read from its present position to its end.</param>",
            .. restoring],
            $"public static {type} Load({Stream} stream)", $"{{ {type} network = new(0UL); network.Restore(stream); return network; }}");
        Member("Restore(string)", [
            "/// <summary>Replaces this network's parameters and dropout rates by a file's. A failure changes nothing.</summary>",
            "/// <param name=\"path\">The file.</param>",
            .. restoring],
            "public void Restore(string path)", "=> global::DropoutGen.CompilerServices.NetworkFile.Restore(_networkState, path);");
        Member("Restore(System.IO.Stream)", [
            "/// <summary>Replaces this network's parameters and dropout rates by safetensors data. A failure changes nothing.</summary>",
            "/// <param name=\"stream\">Read from its present position to its end.</param>",
            .. restoring],
            $"public void Restore({Stream} stream)", "=> global::DropoutGen.CompilerServices.NetworkFile.Restore(_networkState, stream);");

        void Member(string key, string[] documentation, string header, string body, Action<CodeWriter>? writeFirst = null)
        {
            if (!includes(key))
            {
                return;
            }

            if (stub is not null)
            {
                body = body.StartsWith("{ get", StringComparison.Ordinal) ? $"{{ get => {stub}; set => {stub}; }}" : $"=> {stub};";
            }

            writer.Lines(documentation);
            writer.Line(SourceFile.GeneratedCode);
            if (writeFirst is null)
            {
                writer.Lines($"{header} {body}".Split('\n'));
            }
            else
            {
                using (writer.Block(header))
                {
                    writeFirst(writer);
                    writer.Line(body.Substring("=> ".Length));
                }
            }

            writer.Line();
        }
    }
}
