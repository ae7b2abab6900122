using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A mutable struct with several addresses that is passed by ref through the stages of a request.
public sealed class SharedAcrossPartsOfStruct<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private struct Io
    {
        public PhysAddr Data;
        public PhysAddr Metadata;
        public int Command;
        public bool HasMetadata;
    }

    private static void Map(ref Io io, DmaBuffer data, DmaBuffer metadata)
    {
        io.Data = THal.Share(data, DriverToDevice);
        if (!metadata.IsEmpty)
        {
            io.Metadata = THal.Share(metadata, DriverToDevice);
            io.HasMetadata = true;
        }
    }

    private static void Unmap(in Io io, DmaBuffer data, DmaBuffer metadata)
    {
        if (io.HasMetadata)
        {
            THal.Unshare(io.Metadata, metadata, DriverToDevice);
        }

        THal.Unshare(io.Data, data, DriverToDevice);
    }

    public int Write(DmaBuffer data, DmaBuffer metadata)
    {
        Io io = default;
        Map(ref io, data, metadata);
        io.Command = queue.Submit(1, io.Data, io.Metadata);
        if (io.Command < 0)
        {
            Unmap(io, data, metadata);
            return io.Command;
        }

        while (!queue.IsDone(io.Command))
        {
            Thread.Yield();
        }

        Unmap(in io, data, metadata);
        return queue.Error;
    }
}
