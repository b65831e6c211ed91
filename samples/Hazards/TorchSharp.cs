#pragma warning disable CS8981 // Names as TorchSharp has them.
namespace TorchSharp;

/// <summary>The signatures of TorchSharp that this sample calls, so that it needs no native library.</summary>
public static class torch
{
    public sealed class Tensor;

    public static class nn
    {
        public abstract class Module
        {
            public bool training => true;
        }

        public abstract class Module<T, TResult> : Module
        {
            public abstract TResult forward(T input);
        }

        public static class functional
        {
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => input;
        }
    }
}
