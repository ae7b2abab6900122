using Hal.Generators.Model;

namespace Hal.Generators.Output;

/// <summary>Writes <c>Dma</c>, the owner of DMA memory under the platform's own name: <c>QemuHal.Dma</c> for <c>Hal.Dma&lt;QemuHal.Binding&gt;</c>.</summary>
internal static class DmaWriter
{
    public const string Name = "Dma";

    private const string Parameters = "(global::System.UIntPtr pages, global::Hal.BufferDirection direction";

    public static void Write(CodeWriter writer, HalClass hal)
    {
        writer.Line($"/// <summary>A region of DMA memory of <c>{hal.Name}</c>: contiguous, zeroed, page-aligned, given back by Dispose.</summary>");
        using CodeWriter.Block dma = writer.OpenBlock($"public sealed class {Name} : global::Hal.Dma<{Names.Qualified(hal)}.{BindingWriter.Name}>");
        Constructor(writer);
        writer.Line();
        TakeOver(writer);
        writer.Line();
        TryCreate(writer);
    }

    private static void Constructor(CodeWriter writer)
    {
        writer.Line("/// <summary>Allocates <paramref name=\"pages\"/> pages for <paramref name=\"direction\"/>.</summary>");
        WriteParameterDocs(writer);
        WriteArgumentExceptionDocs(writer);
        writer.Line("/// <exception cref=\"global::Hal.DmaException\">The HAL has no such memory.</exception>");
        writer.Line($"public {Name}{Parameters})");
        writer.Continuation(": base(pages, direction)");
        writer.Line("{");
        writer.Line("}");
    }

    private static void TakeOver(CodeWriter writer)
    {
        writer.Line($"private {Name}(global::Hal.DmaAllocation allocation, global::System.UIntPtr pages, global::Hal.BufferDirection direction)");
        writer.Continuation(": base(allocation, pages, direction)");
        writer.Line("{");
        writer.Line("}");
    }

    // The inherited TryCreate makes a Dma<Binding>; this one makes the platform's own type.
    private static void TryCreate(CodeWriter writer)
    {
        writer.Line("/// <summary>Allocates as the constructor does, but returns <see langword=\"false\"/> where that throws <see cref=\"global::Hal.DmaException\"/>.</summary>");
        WriteParameterDocs(writer);
        writer.Line("/// <param name=\"dma\">The region, or <see langword=\"null\"/> when there is no memory.</param>");
        writer.Line("/// <returns>Whether there was memory.</returns>");
        WriteArgumentExceptionDocs(writer);
        using CodeWriter.Block body = writer.OpenBlock(
            $"public static bool TryCreate{Parameters}, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {Name}? dma)");
        writer.Line("global::Hal.DmaAllocation allocation = Allocate(pages, direction);");
        writer.Line($"dma = allocation.Paddr == default ? null : new {Name}(allocation, pages, direction);");
        writer.Line("return dma is not null;");
    }

    private static void WriteParameterDocs(CodeWriter writer)
    {
        writer.Line("/// <param name=\"pages\">The number of pages of 4096 bytes; at least 1.</param>");
        writer.Line("/// <param name=\"direction\">Who writes the memory.</param>");
    }

    private static void WriteArgumentExceptionDocs(CodeWriter writer)
    {
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">");
        writer.Line("/// <paramref name=\"pages\"/> is 0 or more bytes than the address space has, or <paramref name=\"direction\"/> is none of the three.");
        writer.Line("/// </exception>");
    }
}
