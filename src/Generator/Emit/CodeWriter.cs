using System.Text;

namespace DropoutGen.Generator.Emit;

/// <summary>Writes indented C# with line feeds, whatever the platform.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _indent * 4).Append(text);
        }

        _text.Append('\n');
    }

    public void Lines(params string[] lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Opens a block under a header; an empty one for a block alone.</summary>
    public void Open(string header)
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _indent++;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close()
    {
        _indent--;
        Line("}");
    }

    /// <summary>Opens a block under a header; disposing closes it.</summary>
    public BlockScope Block(string header)
    {
        Open(header);
        return new BlockScope(this);
    }

    /// <summary>Opens a method whose whole body is unchecked, whatever the project's setting; the two are one level of indentation.</summary>
    public UncheckedScope UncheckedMethod(string header)
    {
        Lines(header, "{", "unchecked", "{");
        _indent++;
        return new UncheckedScope(this);
    }

    public override string ToString() => _text.ToString();

    public readonly struct UncheckedScope(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.Close();
            writer.Line("}");
        }
    }

    public readonly struct BlockScope(CodeWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}
