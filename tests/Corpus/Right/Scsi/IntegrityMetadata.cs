using System;
using Devices;
using Hal;

namespace Drivers;

// A write with protection information: data and metadata are mapped one after the other. When the metadata cannot be mapped the data's
// share ends, and a refused command ends both.
public sealed class ProtectedWriter<THal>
    where THal : struct, IHal
{
    private const int MetadataPerBlock = 8;

    private readonly NvmeQueue _queue;

    public ProtectedWriter(NvmeQueue queue) => _queue = queue;

    public int Write(DmaBuffer data, DmaBuffer metadata, Action<int> done)
    {
        if (data.Length % 512 != 0 || metadata.Length != data.Length / 512 * MetadataPerBlock)
        {
            return -22;
        }

        PhysAddr dataAddress = THal.Share(data, BufferDirection.DriverToDevice);
        PhysAddr metadataAddress;
        try
        {
            metadataAddress = THal.Share(metadata, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            THal.Unshare(dataAddress, data, BufferDirection.DriverToDevice);
            return -12;
        }

        int command = _queue.Submit(0x01, dataAddress, metadataAddress);
        if (command < 0)
        {
            Finish();
            return command;
        }

        _queue.WhenDone(command, status =>
        {
            Finish();
            done(status);
        });
        _queue.RingDoorbell();
        return 0;

        void Finish()
        {
            THal.Unshare(metadataAddress, metadata, BufferDirection.DriverToDevice);
            THal.Unshare(dataAddress, data, BufferDirection.DriverToDevice);
        }
    }
}
