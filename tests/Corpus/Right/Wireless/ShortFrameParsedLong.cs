using Hal;
using Devices;

/// <summary>A wireless transmit path that ends the share of a header with the length that was shared.</summary>
public sealed unsafe class HeaderParse<THal>
    where THal : struct, IHal
{
    private const int ParseLength = 72;
    private const int SynLength = 54;
    private readonly NetPort _port = new();

    public bool SendSyn(byte* frame)
    {
        int length = SynLength;
        PhysAddr header = THal.Share(new DmaBuffer(frame, length), BufferDirection.DriverToDevice);
        bool sent = _port.Transmit(header, length);
        THal.Unshare(header, new DmaBuffer(frame, length), BufferDirection.DriverToDevice);
        length = ParseLength;
        return sent && length > 0;
    }
}
