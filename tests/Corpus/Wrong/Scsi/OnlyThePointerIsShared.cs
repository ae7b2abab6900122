using Hal;
using Devices;

// Follows a fix in EDK2, f203a6db92.
/// <summary>A SCSI driver that shares the variable that points to its request instead of the request.</summary>
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
        DmaBuffer header = new((byte*)&request, sizeof(Request*));
        PhysAddr address = THal.Share(header, BufferDirection.DriverToDevice); //! HAL1014
        bool queued = _hba.Submit(address, header.Length);
        _hba.Wait(100);
        THal.Unshare(address, header, BufferDirection.DriverToDevice);
        return queued;
    }
}
