using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "ath10k: dma unmap mgmt tx buffer if wmi cmd send fails": the frame was freed by the caller and stayed mapped.
public sealed unsafe class Ath10kWmi<THal>(Mailbox wmi)
    where THal : struct, IHal
{
    private readonly Dictionary<ushort, (PhysAddr Address, Packet Frame)> _pending = [];
    private ushort _nextId;

    public int SendManagement(Packet frame)
    {
        ushort id = _nextId++;
        PhysAddr address = THal.Share(frame.Buffer, DriverToDevice); //! HAL1002 (no fix: meaning)
        if (!wmi.TryPost(0x7001u + id, address))
        {
            Log.Info("wmi: no credits for a management frame");
            return -105;
        }

        _pending.Add(id, (address, frame));
        return 0;
    }

    public void Completed(ushort id)
    {
        if (_pending.Remove(id, out (PhysAddr Address, Packet Frame) sent))
        {
            THal.Unshare(sent.Address, sent.Frame.Buffer, DriverToDevice);
            sent.Frame.Free();
        }
    }
}
