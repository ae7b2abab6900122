using System;
using System.Text;

namespace Hal.Generators.Output;

/// <summary>Indented text in blocks. Lines always end in <c>\n</c>: the same input gives the same bytes on every machine.</summary>
internal sealed class CodeWriter
{
    private const int Indent = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line at the current depth.</summary>
    public void Line(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * Indent).Append(line);
        }

        _text.Append('\n');
    }

    public void Line() => Line(string.Empty);

    /// <summary>Writes a line one step deeper: the rest of the statement above.</summary>
    public void Continuation(string line)
    {
        _depth++;
        Line(line);
        _depth--;
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace; disposing the result closes it.</summary>
    public Block OpenBlock(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Block(this);
    }

    public override string ToString() => _text.ToString();

    /// <summary>An open block.</summary>
    internal readonly struct Block : IDisposable
    {
        private readonly CodeWriter _writer;

        public Block(CodeWriter writer) => _writer = writer;

        public void Dispose()
        {
            _writer._depth--;
            _writer.Line("}");
        }
    }
}
