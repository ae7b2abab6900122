using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An I2S controller that plays and records at the same time. A direction that cannot be started gives back its share and that of the
// other one, which was stopped before.
internal sealed class FullDuplexAudio<THal>
    where THal : struct, IHal
{
    private readonly Device _player;
    private readonly Device _recorder;
    private Shared<THal>? _playing;
    private Shared<THal>? _recording;

    public FullDuplexAudio(Device player, Device recorder)
    {
        _player = player;
        _recorder = recorder;
    }

    public bool Start(DmaBuffer output, DmaBuffer input)
    {
        if (_playing is not null || _recording is not null)
        {
            return false;
        }

        var playing = new Shared<THal>(output, DriverToDevice);
        if (!_player.Submit(playing.Paddr, output.Length))
        {
            playing.Unshare();
            return false;
        }

        _playing = playing;
        var recording = new Shared<THal>(input, DeviceToDriver);
        if (!_recorder.Submit(recording.Paddr, input.Length))
        {
            recording.Unshare();
            Stop();
            return false;
        }

        _recording = recording;
        return true;
    }

    public void Stop()
    {
        if (_playing is { } playing)
        {
            _player.Reset();
            playing.Unshare();
            _playing = null;
        }

        if (_recording is { } recording)
        {
            _recorder.Reset();
            recording.Unshare();
            _recording = null;
        }
    }
}
