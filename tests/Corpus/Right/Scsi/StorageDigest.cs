using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like Linux iscsi with data digests: the unit reads the segment and writes four bytes of digest behind it. Two slices that do not
// overlap, two directions, and the digest is read after its share has ended.
public sealed class SegmentDigest<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;

    public SegmentDigest(CryptoUnit unit) => _unit = unit;

    /// <summary>The last four bytes of the segment are the digest's place.</summary>
    public bool TrySeal(DmaBuffer segment, out uint digest)
    {
        digest = 0;
        if (segment.Length <= 4)
        {
            return false;
        }

        DmaBuffer payload = segment.Slice(0, segment.Length - 4);
        DmaBuffer place = segment.Slice(segment.Length - 4, 4);
        if (!Compute(payload, place))
        {
            return false;
        }

        digest = BinaryPrimitives.ReadUInt32LittleEndian(place.AsReadOnlySpan());
        return true;
    }

    private bool Compute(DmaBuffer payload, DmaBuffer place)
    {
        PhysAddr from = THal.Share(payload, BufferDirection.DriverToDevice);
        try
        {
            PhysAddr to = THal.Share(place, BufferDirection.DeviceToDriver);
            int status = _unit.Digest(from, payload.Length, to);
            THal.Unshare(to, place, BufferDirection.DeviceToDriver);
            return status == 0;
        }
        finally
        {
            THal.Unshare(from, payload, BufferDirection.DriverToDevice);
        }
    }
}
