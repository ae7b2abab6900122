using Devices;
using Hal;

/// <summary>The buffer is built anew from the same pointer and length for Unshare.</summary>
public sealed unsafe class BuiltTwice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(byte* data, int length)
    {
        PhysAddr at = THal.Share(new DmaBuffer(data, length), BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, length);
        THal.Unshare(at, new DmaBuffer(data, length), BufferDirection.DriverToDevice);
        return ok;
    }

    public bool SendAt(byte* memory, int offset, int length)
    {
        PhysAddr at = THal.Share(new DmaBuffer(memory + offset, length - offset), BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, length - offset);
        THal.Unshare(at, new DmaBuffer(&memory[offset], length - offset), BufferDirection.DriverToDevice);
        return ok;
    }
}
