// Networks of one name whose declaration was changed between a checkpoint and its restore.
namespace DropoutGen.Runtime.Tests.Training
{
    /// <summary>As it was.</summary>
    [Network(3)]
    [Dense(4), LeakyRelu(0.1), BatchNorm(Momentum = 0.2)]
    [ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.25), Dense(2, MaxNorm = 2), SoftmaxCrossEntropy]
    public sealed partial class Layered;
}

namespace DropoutGen.Runtime.Tests.Training.OtherActivation
{
    /// <summary>With another activation.</summary>
    [Network(3)]
    [Dense(4), Tanh, Dropout(0.5)]
    [Dense(2), SoftmaxCrossEntropy]
    public sealed partial class SmallClassifier;
}

namespace DropoutGen.Runtime.Tests.Training.OneMore
{
    /// <summary>With an activation behind the last layer.</summary>
    [Network(3)]
    [Dense(4), Relu, Dropout(0.5)]
    [Dense(2), Tanh, SoftmaxCrossEntropy]
    public sealed partial class SmallClassifier;
}

namespace DropoutGen.Runtime.Tests.Training.OtherArguments
{
    /// <summary>With another slope.</summary>
    [Network(3)]
    [Dense(4), LeakyRelu(0.2), BatchNorm(Momentum = 0.2)]
    [ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.25), Dense(2, MaxNorm = 2), SoftmaxCrossEntropy]
    public sealed partial class Layered;
}

namespace DropoutGen.Runtime.Tests.Training.OtherMomentum
{
    /// <summary>With another momentum.</summary>
    [Network(3)]
    [Dense(4), LeakyRelu(0.1), BatchNorm(Momentum = 0.3)]
    [ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.25), Dense(2, MaxNorm = 2), SoftmaxCrossEntropy]
    public sealed partial class Layered;
}

namespace DropoutGen.Runtime.Tests.Training.OtherMaxNorm
{
    /// <summary>Without a limit of the norm.</summary>
    [Network(3)]
    [Dense(4), LeakyRelu(0.1), BatchNorm(Momentum = 0.2)]
    [ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.25), Dense(2), SoftmaxCrossEntropy]
    public sealed partial class Layered;
}

namespace DropoutGen.Runtime.Tests.Training.OtherRegularizer
{
    /// <summary>With another regularizer of the rate.</summary>
    [Network(3)]
    [Dense(4), LeakyRelu(0.1), BatchNorm(Momentum = 0.2)]
    [ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.5), Dense(2, MaxNorm = 2), SoftmaxCrossEntropy]
    public sealed partial class Layered;
}

namespace DropoutGen.Runtime.Tests.Training.WithoutBias
{
    /// <summary>Without the first bias.</summary>
    [Network(3)]
    [Dense(4, Bias = false), Relu, Dropout(0.5)]
    [Dense(2), SoftmaxCrossEntropy]
    public sealed partial class SmallClassifier;
}

namespace DropoutGen.Runtime.Tests.Training.OtherLevels
{
    /// <summary>With another level.</summary>
    [Network(3)]
    [Dense(6), Quantile(0.2, 0.5, 0.9)]
    public sealed partial class SmallQuantiles;
}
