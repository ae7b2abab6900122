using Hal;
using Devices;

// Follows a fix in mt76, pull request 1074.
/// <summary>A wireless transmit path that ends the share of a header with the length that the firmware parses.</summary>
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
        length = ParseLength;
        THal.Unshare(header, new DmaBuffer(frame, length), BufferDirection.DriverToDevice); //! HAL1006 (no fix: meaning)
        return sent && length > 0;
    }
}
