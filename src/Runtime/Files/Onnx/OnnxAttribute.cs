namespace DropoutGen;

/// <summary>An attribute of an ONNX node: a number that is fixed when the model is written. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxAttribute
{
    private const int RealType = 1;
    private const int IntegerType = 2;

    private readonly ProtobufMessage _message = new();

    private OnnxAttribute(string name, int type)
    {
        _message.Text(1, name);
        _message.Number(20, type);
    }

    public static OnnxAttribute Integer(string name, long value)
    {
        var attribute = new OnnxAttribute(name, IntegerType);
        attribute._message.Number(3, value);
        return attribute;
    }

    public static OnnxAttribute Real(string name, double value)
    {
        var attribute = new OnnxAttribute(name, RealType);
        attribute._message.Real(2, (float)value);
        return attribute;
    }

    public ProtobufMessage ToMessage() => _message;
}
