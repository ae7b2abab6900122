using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7996: Fix possible token leak in mt7996_tx_prepare_skb()": the caller ends the token's share
// where the station has no link.
public sealed class TokenTransmit<THal>(NetPort port, Device mac)
    where THal : struct, IHal
{
    private int _tokens = 64;

    public bool HasLink { get; set; }

    public int Prepare(DmaBuffer frame)
    {
        if (!TryTakeToken(frame, out PhysAddr token))
        {
            return -28;
        }

        if (!HasLink)
        {
            _tokens++;
            THal.Unshare(token, frame, BufferDirection.DriverToDevice);
            return -2;
        }

        bool sent = port.Transmit(token, frame.Length) && mac.Wait(100);
        if (!sent)
        {
            mac.Reset();
        }

        _tokens++;
        THal.Unshare(token, frame, BufferDirection.DriverToDevice);
        return sent ? 0 : -5;
    }

    private bool TryTakeToken(DmaBuffer frame, out PhysAddr token)
    {
        if (_tokens == 0)
        {
            token = default;
            return false;
        }

        _tokens--;
        token = THal.Share(frame, BufferDirection.DriverToDevice);
        return true;
    }
}
