using System.Text.RegularExpressions;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>What names say. They never make a finding; they decide what a found data flow is used for.</summary>
internal static class Words
{
    private static readonly Regex s_word = new("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.Compiled | RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_neural = new(StringComparer.Ordinal)
    {
        "hidden", "activate", "activates", "activation", "activations", "activated", "neuron", "neurons", "layer", "layers", "forward", "backward",
        "backprop", "backpropagate", "weight", "weights", "bias", "biases", "logits", "logit", "dense", "mlp", "neural",
        "perceptron", "relu", "sigmoid", "tanh", "gelu", "softmax", "lstm", "gru", "rnn", "attention", "attn", "embedding",
        "embeddings", "encoder", "transformer", "residual", "train", "training", "epoch", "gradient", "gradients", "grad", "unit", "units",
        "affine", "linear", "conv", "feedforward", "propagate", "nn", "classifier", "preactivation", "delta", "deltas", "thinned",
    };

    private static readonly HashSet<string> s_other = new(StringComparer.Ordinal)
    {
        "noise", "noisy", "salt", "pepper", "corrupt", "corrupted", "corruption", "denoise", "denoising", "token", "tokens", "packet",
        "packets", "loss", "lossy", "sample", "sampled", "subsample", "subsampled", "bootstrap", "row", "rows", "column", "columns", "greedy",
        "explore", "exploration", "accept", "accepted", "metropolis", "zoneout", "gibbs", "visible", "mutate", "mutation", "mutated",
        "crossover", "genome", "gene", "genes", "particle", "particles", "pixel", "pixels", "image", "augment", "augmentation", "cutout",
        "erase", "erasing", "sensor", "sensors", "signal", "sparse", "sparsity", "sparsify", "init", "initialize", "initialise", "initial",
        "initialization", "reading", "readings", "measurement", "measurements", "outage", "failure", "failures", "audio", "fade", "rainfall",
        "rain", "customer", "customers", "order", "orders", "price", "prices", "spike", "spikes", "spiking", "synapse", "photon", "photons",
        "impute", "imputation", "missing", "survive", "thin", "thinning", "prune", "pruned", "pruning", "word", "words", "reconstruct",
        "pretrain", "pretraining", "link", "channel", "payout", "claim", "claims", "demand", "damage", "spawn", "loot", "enemy", "rbm", "boltzmann",
        "contrastive", "perturb", "perturbation", "glitch", "blackout", "jammed", "datagram", "datagrams", "erasure", "erasures", "patch", "patches", "frame", "frames", "voxel", "voxels", "click", "clicks",
        "transmit", "transmits", "transmission", "receive", "received", "receiver", "payload", "payloads", "latency", "udp", "tcp", "socket", "wireless", "radio",
        "telemetry", "message", "messages", "evolution", "evolve", "evolved", "evolutionary", "neuroevolution", "population", "fitness", "individual", "chromosome",
        "offspring", "child", "parent", "compress", "compressed", "compression", "compressor", "sparsifier", "sparsification", "quantize", "quantizer", "bagging", "bootstrapped", "bag", "forest", "tree", "trees", "boosting", "boosted",
        "portfolio", "default", "defaults", "exposure", "exposures", "returns", "infection", "infected", "epidemic", "agent", "agents", "reward", "rewards", "action", "actions",
    };

    private static readonly HashSet<string> s_scale = new(StringComparer.Ordinal)
    {
        "scale", "scaled", "scaling", "rescale", "inv", "inverse", "inverted", "norm", "normalizer", "normalization", "normalize",
        "factor", "compensation", "compensate", "correction", "gain", "kept", "survivors", "alive", "reciprocal", "multiplier",
    };

    public static IEnumerable<string> Of(string name)
    {
        foreach (Match match in s_word.Matches(name))
        {
            yield return match.Value.ToLowerInvariant();
        }
    }

    /// <summary>Whether a name speaks of dropout.</summary>
    public static bool SaysDropout(string name)
    {
        string[] words = [.. Of(name)];
        for (int i = 0; i < words.Length; i++)
        {
            string next = i + 1 < words.Length ? words[i + 1] : string.Empty;
            if (words[i] is "dropout" or "dropconnect" or "dropouts"
                || (words[i] is "drop" or "keep" && next is "out" or "prob" or "probability" or "rate" or "mask" or "p" or "unit" or "units" or "neurons" or "connect")
                || (words[i] is "dropped" or "kept" && next is "units" or "neurons"))
            {
                return true;
            }
        }

        return false;
    }

    public static bool SaysNeural(string name) => Of(name).Any(s_neural.Contains);

    /// <summary>Whether a name speaks of a network, of neurons or of computers.</summary>
    public static bool SaysNetwork(string name) => Of(name).Any(static word => word is "network" or "net" or "networks");

    public static bool SaysScale(string name) => Of(name).Any(s_scale.Contains);

    /// <summary>Words of another craft that also zeroes at random and rightly does not rescale.</summary>
    public static IEnumerable<string> Others(string name) => Of(name).Where(s_other.Contains);

    /// <summary>Whether a method's name speaks of inference.</summary>
    public static bool SaysInference(string name) => Of(name).Any(static word =>
        word is "test" or "testing" or "predict" or "prediction" or "infer" or "inference" or "eval" or "evaluate" or "evaluation" or "scale");

    /// <summary>Whether a name speaks of sampling through masks on purpose.</summary>
    public static bool SaysSampling(string name) => Of(name).Any(static word =>
        word is "monte" or "carlo" or "stochastic" or "sample" or "samples" or "sampling" or "posterior" or "pass" or "passes" or "uncertainty");

    /// <summary>Whether a name speaks of restoring inputs that were damaged on purpose.</summary>
    public static bool SaysRestoring(string name) => Of(name).Any(static word =>
        word is "reconstruct" or "reconstructs" or "reconstruction" or "denoise" or "denoising" or "corrupt" or "corrupted" or "corruption" or "autoencoder" or "restore");

    /// <summary>Words for what dropout does to a network, in other crafts too.</summary>
    public static bool IsSharedWithNetworks(string word) => word is "sample" or "sampled" or "thin" or "thinning" or "row" or "rows" or "column" or "columns";

    /// <summary>Words that belong to dropout too: its mask is noise, and is sampled.</summary>
    public static bool IsSharedWithDropout(string word) => word is "noise" or "sample" or "sampled" or "loss" or "row" or "rows" or "frame" or "signal"
        or "thin" or "thinning" or "channel" or "column" or "columns" or "sparse";

    public static bool IsRate(string name) => Of(name).Any(static word =>
        word is "drop" or "dropout" or "keep" or "rate" or "rates" or "dropouts" or "retain" or "retention");

    public static bool IsActivation(string method)
    {
        string name = method.ToLowerInvariant();
        return name is "tanh" or "relu" or "sigmoid" or "logistic" or "activate" or "activation" or "gelu" or "silu" or "swish" or "softplus"
            or "leakyrelu" or "elu" or "selu" or "softmax" or "max" or "maximum" or "rectify" or "squash";
    }

    public static bool IsProduct(string method)
    {
        string name = method.ToLowerInvariant();
        return name is "matmul" or "dot" or "mm" or "linear" or "forward" or "gemm" or "gemv" or "matvec" or "multiplyby" or "affine" or "dense" or "addmm" or "bmm" or "matrixmultiply"
            or "dotproduct" or "leftmultiply" or "transposethisandmultiply" or "fusedmultiplyadd" or "multiplyadd";
    }
}
