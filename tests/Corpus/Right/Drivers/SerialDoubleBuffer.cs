using System;
using Devices;
using Hal;

/// <summary>A UART's receive DMA with two buffers: the full one is taken back and the other one armed before parsing.</summary>
public sealed class SerialReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();
    private readonly DmaBuffer[] _buffers;
    private PhysAddr _at;
    private int _active;

    public SerialReceiver(DmaBuffer first, DmaBuffer second)
    {
        _buffers = new[] { first, second };
        Arm();
    }

    public event Action<byte>? Received;

    public void OnInterrupt()
    {
        int count = _port.StopReceive();
        DmaBuffer full = _buffers[_active];
        THal.Unshare(_at, full, BufferDirection.DeviceToDriver);
        _active = 1 - _active;
        Arm();
        for (int i = 0; i < count; i++)
        {
            Received?.Invoke(full[i]);
        }
    }

    private void Arm()
    {
        _at = THal.Share(_buffers[_active], BufferDirection.DeviceToDriver);
        _port.StartReceive(_at, _buffers[_active].Length);
    }

    public void Dispose()
    {
        _port.StopReceive();
        THal.Unshare(_at, _buffers[_active], BufferDirection.DeviceToDriver);
    }
}
