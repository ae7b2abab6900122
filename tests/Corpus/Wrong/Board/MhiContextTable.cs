using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bus: mhi): where no commands can be made the channel contexts are disposed of and the event contexts are not.
internal sealed class DeviceContext<THal>(Device modem)
    where THal : struct, IHal
{
    private Dma<THal>? _events;
    private Dma<THal>? _channels;
    private Dma<THal>? _commands;

    public bool Initialize(int eventRings, int channels)
    {
        Dma<THal>? events = Table(eventRings, 44); //! HAL2002
        if (events is null)
        {
            return false;
        }

        Dma<THal>? channelTable = Table(channels, 40);
        if (channelTable is null)
        {
            events.Dispose();
            return false;
        }

        Dma<THal>? commands = Table(1, 4096);
        if (commands is null)
        {
            channelTable.Dispose();
            return false;
        }

        modem.Program(events.Paddr, (int)events.Length);
        modem.Program(channelTable.Paddr, (int)channelTable.Length);
        modem.Program(commands.Paddr, (int)commands.Length);
        (_events, _channels, _commands) = (events, channelTable, commands);
        return true;
    }

    public void Deinitialize()
    {
        modem.Reset();
        _events?.Dispose();
        _channels?.Dispose();
        _commands?.Dispose();
        (_events, _channels, _commands) = (null, null, null);
    }

    private static Dma<THal>? Table(int entries, int entryBytes)
    {
        nuint pages = HalConstants.PagesFor((nuint)(entries * entryBytes));
        return Dma<THal>.TryCreate(pages, Both, out Dma<THal>? table) ? table : null;
    }
}
