using Devices;
using Hal;

/// <summary>A nullable share in a field is the whole state of a one-shot receiver.</summary>
public sealed class OneShotReceiver<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();
    private Shared<THal>? _armed;

    public bool IsArmed => _armed.HasValue;

    public void Arm(DmaBuffer into)
    {
        if (_armed.HasValue)
        {
            Disarm();
        }

        _armed = new Shared<THal>(into, BufferDirection.DeviceToDriver);
        _port.StartReceive(_armed.Value.Paddr, into.Length);
    }

    public int Disarm()
    {
        if (_armed is not { } share)
        {
            return 0;
        }

        int received = _port.StopReceive();
        share.Unshare();
        _armed = null;
        return received;
    }
}
