using Devices;
using Hal;

namespace Drivers;

/// <summary>A fixture that owns the memory of its tests: set up before each, taken down after each.</summary>
public abstract class DeviceFixture<THal>
    where THal : struct, IHal
{
    private Shared<THal> _command;
    private Shared<THal> _answer;
    private PinnedBuffer _memory = null!;

    protected abstract Device Device { get; }

    public void SetUp()
    {
        _memory = new PinnedBuffer(1024);
        _command = new Shared<THal>(_memory.Buffer.Slice(0, 512), BufferDirection.DriverToDevice);
        _answer = new Shared<THal>(_memory.Buffer.Slice(512, 512), BufferDirection.DeviceToDriver);
    }

    public void AnswersInTime()
    {
        Expect.That(Device.Submit(_command.Paddr, _command.Buffer.Length));
        Expect.That(Device.Submit(_answer.Paddr, _answer.Buffer.Length));
        Expect.That(Device.Wait(100));
    }

    public void TearDown()
    {
        Device.Reset();
        _answer.Unshare();
        _command.Unshare();
        _answer = _command = default;
        _memory.Dispose();
    }
}
