using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Data and metadata of a command, each mapped only where it is there; unmapped under the same conditions.</summary>
public sealed class IoDescriptor<THal>
    where THal : struct, IHal
{
    private PhysAddr _data;
    private PhysAddr _meta;

    public required DmaBuffer Data { get; init; }

    public DmaBuffer Metadata { get; init; }

    public bool IsWrite { get; init; }

    private bool HasMetadata => !Metadata.IsEmpty;

    private BufferDirection Direction => IsWrite ? DriverToDevice : DeviceToDriver;

    public int Prepare()
    {
        try
        {
            _data = THal.Share(Data, Direction);
        }
        catch (DmaException)
        {
            return -12;
        }

        if (HasMetadata)
        {
            try
            {
                _meta = THal.Share(Metadata, Direction);
            }
            catch (DmaException)
            {
                THal.Unshare(_data, Data, Direction);
                return -12;
            }
        }

        return 0;
    }

    public int Submit(NvmeQueue queue)
    {
        int command = queue.Submit(IsWrite ? (byte)1 : (byte)2, _data, _meta);
        if (command < 0)
        {
            Unmap();
        }

        return command;
    }

    public void Unmap()
    {
        if (HasMetadata)
        {
            THal.Unshare(_meta, Metadata, Direction);
        }

        THal.Unshare(_data, Data, Direction);
    }
}
