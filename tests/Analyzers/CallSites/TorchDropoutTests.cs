namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>DG2008: TorchSharp's dropout whose mode nobody sets.</summary>
public sealed class TorchDropoutTests
{
    private const string Using = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public sealed class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> first = Linear(4, 50);
            private readonly TorchSharp.Modules.Dropout drop = Dropout(0.5);
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => drop.forward(first.forward(x).relu());
        }

        public sealed class Plain : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> first = Linear(4, 50);
            public Plain() : base("plain") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => first.forward(x).relu();
        }

        """;

    [Theory]
    [InlineData("functional.dropout(x, 0.3)", "drops under evaluation too", "public sealed class Block : Module<Tensor, Tensor> { public Block() : base(\"b\") { } public override Tensor forward(Tensor x) => functional.dropout(x, 0.3); }")]
    [InlineData("functional.dropout1d(x, p: 0.2, inplace: true)", "dropout1d(0.2)", "public static class Ops { public static Tensor Drop(Tensor x) => functional.dropout1d(x, p: 0.2, inplace: true); }")]
    [InlineData("functional.alpha_dropout(x)", "does nothing", "public sealed class Block : Module<Tensor, Tensor> { public Block() : base(\"b\") { } public override Tensor forward(Tensor x) { x = functional.alpha_dropout(x); return x; } }")]
    // Accuracy of a module that is fresh from its constructor.
    [InlineData("model.forward(x)", "without eval()", """
        public static class Program
        {
            public static float Test(Tensor x, Tensor y)
            {
                var model = new Net();
                model.load("net.dat");
                return model.forward(x).argmax(1).eq(y).sum().ToSingle();
            }
        }
        """)]
    // Behind the training loop.
    [InlineData("model.call(test)", "behind train()", """
        public static class Program
        {
            public static float Run(Net model, optim.Optimizer optimizer, Tensor x, Tensor y, Tensor test)
            {
                model.eval();
                model.train();
                for (int epoch = 0; epoch < 5; epoch++)
                {
                    optimizer.zero_grad();
                    functional.cross_entropy(model.forward(x), y).backward();
                    optimizer.step();
                }

                using (no_grad())
                {
                    return model.call(test).argmax(1).sum().ToSingle();
                }
            }
        }
        """)]
    // A service.
    [InlineData("_model.forward(x)", "without eval()", """
        public sealed class ScoreService
        {
            private readonly TorchSharp.Modules.Sequential _model = Sequential(("a", Linear(4, 9)), ("d", Dropout(0.5)), ("b", Linear(9, 2)));
            public ScoreService() => _model.load("score.dat");
            public float Score(Tensor x) => _model.forward(x).ToSingle();
        }
        """)]
    // eval() on one branch only.
    [InlineData("model.forward(x)", "without eval()", """
        public static class Program
        {
            public static long Predict(Net model, Tensor x, bool isFast)
            {
                if (isFast)
                {
                    model.eval();
                }

                using var scope = no_grad();
                return model.forward(x).argmax().ToInt64();
            }
        }
        """)]
    public async Task Hit(string place, string message, string code)
    {
        var diagnostic = Assert.Single(await CallSiteCode.TorchDiagnostics(Using + code));
        Assert.Equal(place, CallSiteCode.Text(diagnostic));
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed class Block : Module<Tensor, Tensor> { public Block() : base(\"b\") { } public override Tensor forward(Tensor x) => functional.dropout(x, 0.3, training); }")]
    // Monte-Carlo dropout on purpose.
    [InlineData("public static class Ops { public static Tensor Drop(Tensor x) => functional.dropout(x, 0.3, training: true); }")]
    [InlineData("public sealed class Block : Module<Tensor, Tensor> { public Block() : base(\"b\") { } public override Tensor forward(Tensor x) { if (training) x = functional.dropout(x); return x; } }")]
    [InlineData("public static class Program { public static float Test(Tensor x) { var model = new Net(); model.eval(); return model.forward(x).argmax().ToSingle(); } }")]
    [InlineData("public static class Program { public static float Test(Net model, Tensor x) { model.train(false); using var scope = no_grad(); return model.forward(x).argmax().ToSingle(); } }")]
    // Without dropout.
    [InlineData("public static class Program { public static float Test(Plain model, Tensor x) { using var scope = no_grad(); return model.forward(x).argmax().ToSingle(); } }")]
    // Training, with its accuracy.
    [InlineData("public static class Program { public static float Train(Net model, Tensor x, Tensor y) { model.train(); var o = model.forward(x); float right = o.argmax(1).eq(y).sum().ToSingle(); functional.cross_entropy(o, y).backward(); return right; } }")]
    // The caller sets the mode.
    [InlineData("public static class Program { public static void Main() { var model = new Net(); model.eval(); Evaluate(model, null!); } private static float Evaluate(Net model, Tensor x) { using var scope = no_grad(); return model.forward(x).ToSingle(); } }")]
    // The constructor sets it.
    [InlineData("public sealed class ScoreService { private readonly Net _model = new(); public ScoreService() { _model.load(\"x\"); _model.eval(); } public float Score(Tensor x) => _model.forward(x).ToSingle(); }")]
    // Made and set by somebody else.
    [InlineData("public sealed class ScoreService { private readonly Net _model; public ScoreService(Net model) => _model = model; public float Score(Tensor x) => _model.forward(x).ToSingle(); }")]
    public async Task Near_miss(string code) => Assert.Empty(await CallSiteCode.TorchDiagnostics(Using + code));
}
