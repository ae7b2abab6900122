using System.Diagnostics;
using Devices;
using Hal;

/// <summary>Assertions about the address and the buffer between Share and Unshare are no exits.</summary>
public sealed class Assertive<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        Debug.Assert(!data.IsEmpty, "nothing to send");
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        Debug.Assert(at != default);
        Debug.Assert((at.Value & 3) == 0, "the engine moves whole words");
        bool taken = _device.Submit(at, data.Length);
        Trace.Assert(taken || _device.Status != 0);
        Debug.Assert(data.Length % 4 == 0);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        Debug.Assert(_device.Poll());
        return taken;
    }
}
