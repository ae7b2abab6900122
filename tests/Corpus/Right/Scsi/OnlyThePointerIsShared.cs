using Hal;
using Devices;

/// <summary>A SCSI driver that shares its request.</summary>
public sealed unsafe class ScsiRequestPath<THal>
    where THal : struct, IHal
{
    private readonly Device _hba = new();

    public struct Request
    {
        public ulong Lun;
        public ulong Tag;
        public fixed byte Command[32];
    }

    public bool Send(Request* request)
    {
        DmaBuffer header = new((byte*)request, sizeof(Request));
        PhysAddr address = THal.Share(header, BufferDirection.DriverToDevice);
        bool queued = _hba.Submit(address, header.Length);
        _hba.Wait(100);
        THal.Unshare(address, header, BufferDirection.DriverToDevice);
        return queued;
    }
}
