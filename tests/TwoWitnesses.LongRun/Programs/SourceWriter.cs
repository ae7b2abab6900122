using System;
using System.Text;

namespace Hal.TwoWitnesses.Programs;

/// <summary>Writes a program as a C# file: each statement on a line of its own, so that a line names a statement.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private readonly bool _isTraced;
    private int _depth;
    private int _line = 1;

    private SourceWriter(bool isTraced) => _isTraced = isTraced;

    /// <summary>The program as it is analysed.</summary>
    public static string Write(DriverProgram program) => Write(program, isTraced: false);

    /// <summary>The program as it runs: the same lines, each of which says where it is.</summary>
    public static string WriteTraced(DriverProgram program) => Write(program, isTraced: true);

    private static string Write(DriverProgram program, bool isTraced)
    {
        var writer = new SourceWriter(isTraced);
        writer.WriteLine("using System;");
        writer.WriteLine("using Hal;");
        writer.WriteLine("using Hal.TwoWitnesses.Running;");
        writer.WriteLine("using static Hal.BufferDirection;");
        writer.WriteLine(string.Empty);
        writer.WriteLine($"public static unsafe class {program.ClassName}");
        writer.Open();
        bool first = true;
        foreach (Method method in program.Methods)
        {
            if (!first)
            {
                writer.WriteLine(string.Empty);
            }

            writer.WriteLine(method.Signature);
            writer.WriteBraced(method.Body, first ? null : $"Trace.Call({(method.Signature.StartsWith("static bool", StringComparison.Ordinal) ? "true" : "false")})");
            first = false;
        }

        writer.Close();
        return writer._text.ToString();
    }

    private void WriteBraced(Block block, string? trace = null)
    {
        Open(trace);
        foreach (Statement statement in block.Statements)
        {
            Write(statement);
        }

        Close();
    }

    private void Write(Statement statement)
    {
        if (statement is Line line)
        {
            WriteStep(line.Text);
            return;
        }

        var compound = (Compound)statement;
        if (compound.Enclosing is not null)
        {
            WriteStep(compound.Enclosing);
            Open();
        }

        foreach (Part part in compound.Parts)
        {
            WriteHeader(part.Header);
            WriteBraced(part.Body, part.Header.Split(' ', 2)[0] switch
            {
                "catch" => "Trace.Caught()",
                "finally" => "Trace.Finally()",
                _ => null,
            });
            if (compound.Enclosing is not null)
            {
                WriteLine("    break;");
            }
        }

        if (compound.Trailer is not null)
        {
            WriteLine(compound.Trailer);
        }

        if (compound.Enclosing is not null)
        {
            Close();
        }
    }

    private void WriteHeader(string header)
    {
        switch (header.Split(' ', 2)[0])
        {
            case "if" or "while" or "for" or "switch" or "do" or "try":
                WriteStep(header);
                break;
            case "using" when _isTraced:
                WriteStep($"{header} using (Trace.BackTo({_line}))");
                break;
            default:
                WriteLine(header);
                break;
        }
    }

    private void WriteStep(string text) => WriteLine(_isTraced && !text.EndsWith(':') ? $"Trace.Line = {_line}; {text}" : text);

    private void Open(string? trace = null)
    {
        WriteLine(_isTraced && trace is not null ? $"{{ using var trace{_line} = {trace};" : "{");
        _depth++;
    }

    private void Close()
    {
        _depth--;
        WriteLine("}");
    }

    private void WriteLine(string line)
    {
        _text.Append(' ', line.Length == 0 ? 0 : _depth * 4).Append(line).Append('\n');
        _line++;
    }
}
