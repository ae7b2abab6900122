using System;
using Devices;
using Hal;

/// <summary>Static arrays, and read-only spans over arrays, are ordinary memory that a device may write.</summary>
public sealed unsafe class StaticScratch<THal>
    where THal : struct, IHal
{
    private static readonly byte[] s_scratch = new byte[256];
    private static readonly byte[] s_preset = { 1, 2, 3, 4 };
    private readonly Device _device = new();

    private static ReadOnlySpan<byte> View => s_scratch;

    public int Run()
    {
        fixed (byte* memory = s_scratch)
        {
            using var scope = new SharedScope<THal>(new DmaBuffer(memory, 256), BufferDirection.DeviceToDriver);
            _device.Start(scope.Paddr, 256);
        }

        fixed (byte* memory = s_preset)
        {
            using var scope = new SharedScope<THal>(new DmaBuffer(memory, 4), BufferDirection.Both);
            _device.Start(scope.Paddr, 4);
        }

        return View[0] + s_preset[0];
    }

    public int ThroughView(byte[] array)
    {
        ReadOnlySpan<byte> view = array;
        fixed (byte* memory = view)
        {
            using var scope = new SharedScope<THal>(new DmaBuffer(memory, view.Length), BufferDirection.DeviceToDriver);
            return _device.Start(scope.Paddr, view.Length);
        }
    }
}
