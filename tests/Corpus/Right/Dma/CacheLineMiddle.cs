using System;
using Devices;
using Hal;

namespace Drivers;

// Only the whole cache lines of a buffer go by DMA; its ragged edges are copied by registers. An empty middle is never shared, and the
// slice that was shared is the one that is ended.
public sealed unsafe class AlignedMiddle<THal>
    where THal : struct, IHal
{
    private const int Line = 64;
    private const int Data = 0x20;
    private readonly Device _device;

    public AlignedMiddle(Device device) => _device = device;

    public bool Write(DmaBuffer data)
    {
        int head = (int)((nuint)(-(nint)data.Pointer) & (Line - 1));
        head = Math.Min(head, data.Length);
        int middle = (data.Length - head) / Line * Line;
        WriteBytes(data.AsReadOnlySpan()[..head]);
        if (middle > 0 && !WriteLines(data.Slice(head, middle)))
        {
            return false;
        }

        WriteBytes(data.AsReadOnlySpan()[(head + middle)..]);
        return true;
    }

    private bool WriteLines(DmaBuffer lines)
    {
        using var shared = new SharedScope<THal>(lines, BufferDirection.DriverToDevice);
        if (!_device.Submit(shared.Paddr, lines.Length))
        {
            return false;
        }

        if (_device.Wait(100))
        {
            return true;
        }

        _device.Reset();
        return false;
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _device.WriteRegister(Data, value);
        }
    }
}
