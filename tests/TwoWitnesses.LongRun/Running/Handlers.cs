using System;
using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Running;

/// <summary>Which exceptions a program can tell apart: others need not be tried.</summary>
/// <param name="TakeAny">Whether it has a handler at all. Without one a call that throws only ends the run.</param>
/// <param name="TakeTimeout">Whether it has one for what only a device throws.</param>
/// <param name="TakeDma">Whether it has one for what only a HAL throws.</param>
internal sealed record Handlers(bool TakeAny, bool TakeTimeout, bool TakeDma)
{
    public static Handlers Of(DriverProgram program)
    {
        string source = SourceWriter.Write(program);
        return new Handlers(Has("catch"), Has("catch (TimeoutException)"), Has("catch (DmaException)"));

        bool Has(string text) => source.Contains(text, StringComparison.Ordinal);
    }
}
