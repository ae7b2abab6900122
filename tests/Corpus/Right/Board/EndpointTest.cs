using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A test of a PCIe endpoint: the host's memory is written, read and copied by the device, checked by a sum.</summary>
public sealed class EndpointTest<THal>(MmioRegion bar, Device device)
    where THal : struct, IHal
{
    private enum Command : uint
    {
        Read = 1,
        Write = 2,
        Copy = 4,
    }

    public bool Read(int size)
    {
        using var memory = new PinnedBuffer(size);
        Random.Shared.NextBytes(memory.Buffer.AsSpan());
        bar.Write32(0x1C, Sum(memory.Buffer.AsReadOnlySpan()));
        using var shared = new SharedScope<THal>(memory.Buffer, DriverToDevice);
        return Run(Command.Read, shared.Paddr, default, size);
    }

    public bool Write(int size)
    {
        using var memory = new PinnedBuffer(size);
        PhysAddr paddr = THal.Share(memory.Buffer, DeviceToDriver);
        bool good = Run(Command.Write, default, paddr, size);
        uint expected = bar.Read32(0x1C);
        THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
        return good && Sum(memory.Buffer.AsReadOnlySpan()) == expected;
    }

    public bool Copy(int size)
    {
        using var source = new PinnedBuffer(size);
        using var target = new PinnedBuffer(size);
        Random.Shared.NextBytes(source.Buffer.AsSpan());
        uint expected = Sum(source.Buffer.AsReadOnlySpan());
        bool good;
        using (var from = new SharedScope<THal>(source.Buffer, DriverToDevice))
        using (var to = new SharedScope<THal>(target.Buffer, DeviceToDriver))
        {
            good = Run(Command.Copy, from.Paddr, to.Paddr, size);
        }

        return good && Sum(target.Buffer.AsReadOnlySpan()) == expected;
    }

    private bool Run(Command command, PhysAddr source, PhysAddr target, int size)
    {
        bar.Write64(0x08, source.Value);
        bar.Write64(0x10, target.Value);
        bar.Write32(0x18, (uint)size);
        bar.Write32(0x00, (uint)command);
        bool done = device.Wait(1000);
        if (!done)
        {
            device.Reset();
        }

        return done && (bar.Read32(0x04) & 1) != 0;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte b in bytes)
        {
            sum = uint.RotateLeft(sum, 1) ^ b;
        }

        return sum;
    }
}
