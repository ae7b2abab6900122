using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Hal.Tests.Support;
using Hal.TwoWitnesses.Comparing;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>
/// Each rule that both witnesses have: the same text is analysed and run, and the same id comes out of both; of a driver, at the same line.
/// </summary>
public sealed class PairTests
{
    // What the allocator gives out next is not zero by luck then.
    private const string LeavesTraces =
        "void* traces = NativeMemory.AlignedAlloc(16 * 4096, 4096); NativeMemory.Fill(traces, 16 * 4096, 0xa5); NativeMemory.AlignedFree(traces); ";

    private const string Allocates = "using var memory = new Dma<THal>(1, Both);";

    [Theory]
    [InlineData("HAL1001", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p + 8, x, Both);")]
    [InlineData("HAL1001", "HalA.Unshare(default, x, Both);")]
    [InlineData("HAL1002", "PhysAddr p = HalA.Share(x, Both);\nDevice.Submit(p);")]
    [InlineData("HAL1004", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, Both);\nHalA.Unshare(p, x, Both);")]
    [InlineData("HAL1005", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, DeviceToDriver);")]
    [InlineData("HAL1006", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, y, Both);")]
    [InlineData("HAL1009", "PhysAddr p = HalA.Share(default, Both);\nDevice.Submit(p);")]
    [InlineData("HAL1009", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, default, Both);")]
    [InlineData("HAL1011", "PhysAddr p = HalA.Share(x, Both);\nPhysAddr q = HalA.Share(x.Slice(8, 8), Both);\nHalA.Unshare(q, x.Slice(8, 8), Both);\nHalA.Unshare(p, x, Both);")]
    [InlineData("HAL1012", "PhysAddr p = HalA.Share(x, Both);\n_ = HalA.DmaDealloc(p, x.Pointer, 1);")]
    [InlineData("HAL1012", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\nHalA.Unshare(m.Paddr, new DmaBuffer(m.Vaddr, 4096), Both);")]
    [InlineData("HAL1013", "PhysAddr p = HalA.Share(x, Both);\nHalB.Unshare(p, x, Both);")]
    [InlineData("HAL1013", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, Both);\nHalB.Unshare(p, x, Both);")]
    [InlineData("HAL2001", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\n_ = HalA.DmaDealloc(m.Paddr + 64, m.Vaddr, 1);")]
    [InlineData("HAL2002", "var d = new Dma<HalA>(1, Both);\nDevice.Submit(d.Paddr);")]
    [InlineData("HAL2003", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\n_ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);\n_ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);")]
    [InlineData("HAL2004", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\n_ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 2);")]
    [InlineData("HAL2005", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\n_ = HalA.DmaDealloc(m.Paddr, m.Vaddr + 64, 1);")]
    [InlineData("HAL2010", "DmaAllocation m = HalA.DmaAlloc(0, Both);\nDevice.Submit(m.Paddr);")]
    [InlineData("HAL3004", "byte* r = HalA.MmioPhysToVirt(new PhysAddr(4096), 0);")]
    public void Checked_and_the_analyzer_name_the_same_rule(string rule, string body) => AssertPair(rule, body);

    [Theory]
    [InlineData("HAL1007", "PhysAddr p = HalA.Share(x, Both);\nx[3]++;\nHalA.Unshare(p, x, Both);")]
    [InlineData("HAL1007", "PhysAddr p = HalA.Share(x, DriverToDevice);\nx[3]++;\nHalA.Unshare(p, x, DriverToDevice);")]
    [InlineData("HAL1010", "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, Both);\nDevice.Submit(p);")]
    [InlineData("HAL2008", "DmaAllocation m = HalA.DmaAlloc(1, Both);\nif (m.Paddr == default)\n{\nreturn;\n}\n_ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);\n*m.Vaddr = 1;")]
    [InlineData("HAL2008", "var d = new Dma<HalA>(1, Both);\nPhysAddr p = d.Paddr;\nd.Dispose();\nDevice.Submit(p);")]
    public void The_fake_and_the_analyzer_name_the_same_rule(string rule, string body) => AssertPair(rule, body);

    [Theory]
    [InlineData("HAL3003", "", "byte* r = THal.MmioPhysToVirt(new PhysAddr(0x4000_0000), 64); PhysAddr p = THal.Share(new DmaBuffer(r, 64), Both); THal.Unshare(p, new DmaBuffer(r, 64), Both);")]
    [InlineData("HAL4001", "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) { byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096); return new DmaAllocation(new PhysAddr((ulong)memory), memory); }", LeavesTraces + Allocates)]
    [InlineData("HAL4002", "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) { void* memory = NativeMemory.AllocZeroed(pages * 4096); return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory); }", Allocates)]
    [InlineData("HAL4003", "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new DmaAllocation(new PhysAddr(0x1000), null);", Allocates)]
    [InlineData("HAL4003", "static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => direction == Both ? default : new PhysAddr((ulong)buffer.Pointer);", "PhysAddr p = THal.Share(x, Both); THal.Unshare(p, x, Both);")]
    [InlineData("HAL4004", "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;", Allocates)]
    public void Checked_and_the_analyzer_name_the_same_rule_of_a_HAL(string rule, string member, string driver)
    {
        (string[] reported, string? seen) = HalSnippet.Check(member, driver);
        Assert.Equal([rule], reported);

        // Memory that nobody aligned lies at the start of a page by chance now and then, in one run of some hundred.
        for (int chance = 0; seen is null && chance < 3; chance++)
        {
            (_, seen) = HalSnippet.Check(member, driver);
        }

        Assert.Equal(rule, seen);
    }

    [Fact]
    public void Of_a_right_HAL_both_are_silent()
    {
        (string[] reported, string? seen) = HalSnippet.Check(string.Empty, Allocates);
        Assert.Empty(reported);
        Assert.Null(seen);
    }

    [Fact]
    public void Every_rule_whose_page_speaks_of_run_time_has_its_pair()
    {
        IEnumerable<string> pages = Directory.GetFiles(Repository.PathOf("docs", "rules"), "HAL*.md")
            .Where(page => Regex.IsMatch(File.ReadLines(page).ElementAt(2), "run time|reports it too"))
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Order(StringComparer.Ordinal);
        IEnumerable<string> pairs = typeof(PairTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method)))
            .Select(data => (string)data[0])
            .Where(rule => rule.StartsWith("HAL", StringComparison.Ordinal) && rule.Length == 7)
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(pages, pairs);
    }

    [Theory]
    [InlineData("PhysAddr p = HalA.Share(x, Both);\nDevice.Submit(p);\nHalA.Unshare(p, x, Both);")]
    [InlineData("using (var d = new Dma<HalA>(1, Both))\n{\nDevice.Submit(d.Paddr);\n}")]
    public void Of_a_right_program_both_are_silent(string body)
    {
        ProgramResult result = Snippet.Check(body);
        Assert.Empty(result.Reports);
        Assert.Empty(result.Seen);
    }

    private static void AssertPair(string rule, string body)
    {
        ProgramResult result = Snippet.Check(body);
        Assert.True(result.Reports.All(report => report.RuleId == rule) && !result.Reports.IsEmpty, string.Join('\n', result.Reports));
        Assert.Equal([rule], result.Seen.Distinct());
        Assert.Empty(result.Disagreements);
    }
}
