using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hal.Benchmarks;

/// <summary>A share and its unshare on the checked HAL, while so many other shares are live.</summary>
public static unsafe class CheckedLoops
{
    private const int BufferBytes = 64;

    /// <summary>The numbers of live shares that are measured.</summary>
    public static readonly int[] LiveShares = [0, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>As it comes, with the stacks that its budget allows. The row is the number of live shares.</summary>
    public static readonly Variant AsItComes = With("checked", StackCapture.Budgeted);

    /// <summary>Without stacks: the bookkeeping alone, which does not depend on the clock.</summary>
    public static readonly Variant WithoutStacks = With("bookkeeping", StackCapture.Off);

    private static byte* s_memory;
    private static int s_live;

    private static Variant With(string name, StackCapture stacks)
    {
        CheckedOptions options = CheckedOptions.Default with { Stacks = stacks };
        return new Variant(name, static () => { }, (row, count) => Run(int.Parse(row, CultureInfo.InvariantCulture), count, options));
    }

    private static void Run(int live, int count, CheckedOptions options)
    {
        Checked<LoopHal.Binding>.Options = options;
        if (s_memory == null)
        {
            s_memory = (byte*)NativeMemory.AllocZeroed((nuint)(LiveShares[^1] + 64) * BufferBytes);
        }

        for (; s_live < live; s_live++)
        {
            Checked<LoopHal.Binding>.Share(Buffer(64 + s_live), BufferDirection.DeviceToDriver);
        }

        for (; s_live > live; s_live--)
        {
            DmaBuffer buffer = Buffer(64 + s_live - 1);
            Checked<LoopHal.Binding>.Unshare(new PhysAddr((ulong)buffer.Pointer + LoopHal.BusOffset), buffer, BufferDirection.DeviceToDriver);
        }

        Pairs(count);
    }

    private static DmaBuffer Buffer(int index) => new(s_memory + (nint)index * BufferBytes, BufferBytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pairs(int count)
    {
        for (int i = 0; i < count; i++)
        {
            DmaBuffer buffer = Buffer(i & 63);
            PhysAddr paddr = Checked<LoopHal.Binding>.Share(buffer, BufferDirection.DeviceToDriver);
            Checked<LoopHal.Binding>.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
        }
    }
}
