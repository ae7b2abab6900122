using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An extended descriptor with source, destination and IV; in-place requests are mapped once, for both.</summary>
public sealed class CipherJob<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private struct Edesc
    {
        public PhysAddr Source;
        public PhysAddr Destination;
        public PhysAddr Iv;
        public DmaBuffer SourceBytes;
        public DmaBuffer DestinationBytes;
        public DmaBuffer IvBytes;
        public bool InPlace;
    }

    private static bool Map(ref Edesc e)
    {
        try
        {
            if (e.InPlace)
            {
                e.Source = THal.Share(e.SourceBytes, Both);
                e.Destination = e.Source;
            }
            else
            {
                e.Source = THal.Share(e.SourceBytes, DriverToDevice);
                e.Destination = THal.Share(e.DestinationBytes, DeviceToDriver);
            }

            e.Iv = THal.Share(e.IvBytes, DriverToDevice);
            return true;
        }
        catch (DmaException)
        {
            Unmap(in e);
            return false;
        }
    }

    private static void Unmap(in Edesc e)
    {
        if (e.Iv != default)
        {
            THal.Unshare(e.Iv, e.IvBytes, DriverToDevice);
        }

        if (e.InPlace)
        {
            if (e.Source != default)
            {
                THal.Unshare(e.Source, e.SourceBytes, Both);
            }

            return;
        }

        if (e.Destination != default)
        {
            THal.Unshare(e.Destination, e.DestinationBytes, DeviceToDriver);
        }

        if (e.Source != default)
        {
            THal.Unshare(e.Source, e.SourceBytes, DriverToDevice);
        }
    }

    public int Encrypt(DmaBuffer source, DmaBuffer destination, DmaBuffer iv)
    {
        var edesc = new Edesc
        {
            SourceBytes = source,
            DestinationBytes = destination,
            IvBytes = iv,
            InPlace = source == destination,
        };
        if (!Map(ref edesc))
        {
            return -12;
        }

        int error = unit.Encrypt(edesc.Source, edesc.Destination, edesc.Iv, source.Length);
        Unmap(in edesc);
        return error;
    }
}
