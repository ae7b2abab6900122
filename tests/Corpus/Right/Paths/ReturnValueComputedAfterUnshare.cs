using System;
using Devices;
using Hal;

/// <summary>What the device wrote is parsed after Unshare, in expressions of the return statement.</summary>
public sealed unsafe class InquiryCommand<THal>
    where THal : struct, IHal
{
    private readonly Device _disk = new();

    public (byte Type, string Vendor)? Inquire(byte* answer)
    {
        DmaBuffer buffer = new(answer, 36);
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        bool ok = _disk.Submit(at, 36) && _disk.Wait(200);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        return ok ? (answer[0], System.Text.Encoding.ASCII.GetString(answer + 8, 8)) : null;
    }

    public int Capacity(DmaBuffer buffer)
    {
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int status = _disk.Start(at, buffer.Length);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        return status == 0 ? BitConverter.ToInt32(buffer.AsReadOnlySpan()[..4]) : status;
    }
}
