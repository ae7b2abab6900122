using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A radar writes chirps into eight buffers in a row and interrupts after each. Start shares all or none; the interrupt ends and shares
// the same element; stop ends all of them.
public sealed class RadarChirps<THal>
    where THal : struct, IHal
{
    private readonly Device _radar;
    private readonly DmaBuffer[] _chirps;
    private Shared<THal>[]? _shares;
    private int _current;

    public RadarChirps(Device radar, DmaBuffer[] chirps)
    {
        _radar = radar;
        _chirps = chirps;
    }

    public void Start()
    {
        if (_shares is not null)
        {
            return;
        }

        var shares = new Shared<THal>[_chirps.Length];
        int made = 0;
        try
        {
            while (made < shares.Length)
            {
                shares[made] = new Shared<THal>(_chirps[made], DeviceToDriver);
                made++;
            }
        }
        catch (DmaException)
        {
            for (int i = 0; i < made; i++)
            {
                shares[i].Unshare();
            }

            throw;
        }

        foreach (Shared<THal> share in shares)
        {
            _radar.Program(share.Paddr, share.Buffer.Length);
        }

        _shares = shares;
        _current = 0;
        _radar.Kick();
    }

    public void OnChirp(Action<DmaBuffer> process)
    {
        if (_shares is not { } shares)
        {
            return;
        }

        ref Shared<THal> share = ref shares[_current];
        Shared<THal> done = share;
        share = default;
        done.Unshare();
        process(done.Buffer);
        if (_shares != shares)
        {
            return;
        }

        share = new Shared<THal>(done.Buffer, DeviceToDriver);
        _radar.Program(share.Paddr, share.Buffer.Length);
        _current = (_current + 1) % shares.Length;
    }

    public void Stop()
    {
        if (_shares is { } shares)
        {
            _shares = null;
            _radar.Reset();
            foreach (Shared<THal> share in shares)
            {
                share.Unshare();
            }
        }
    }
}
