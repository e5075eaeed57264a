namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    private void Document()
    {
        var start = _position;
        while (Current == ' ')
            _position++;
        _indent = _position - _lineStart;
        Prologue();
        if (!_failed)
        {
            if (!BlockNode(_indent - 1, seek: false, compact: true, listAtParent: true) && !_failed)
                AddNull(_position);
            if (!_failed)
                Epilogue();
        }

        for (var errors = 1; _failed && !_stopped && errors < CardLimits.MaxSyntaxErrors; errors++)
        {
            if (!Resume(start))
                break;
        }

        if (_failed)
            Finish();
    }

    // Directives, comments and the first ---.
    private void Prologue()
    {
        SkipSpace();
        var hasDirectives = false;
        while (Current == '%' && _indent == 0 && !AtEnd)
        {
            hasDirectives = true;
            var directive = _position;
            var length = _text[_position..].IndexOfAny('\r', '\n');
            _position = length < 0 ? _text.Length : _position + length;
            Report(CardReadRules.UnsupportedYaml, directive, _position, "A YAML directive is not needed in a card. Remove the line.");
            SkipSpace();
        }

        if (AtDocumentMarker() && Current == '-')
        {
            _position += 3;
            SkipSpace();
        }
        else if (hasDirectives)
        {
            Fail(_position, "Expected --- behind the directives.");
        }
    }

    private void Epilogue()
    {
        SkipSpace();
        if (AtEnd)
            return;
        if (!AtDocumentMarker())
        {
            FailUnexpected();
            return;
        }

        var marker = _position;
        _position += 3;
        SkipSpace();
        if (_text[marker] == '-' || !AtEnd)
        {
            Report(CardReadRules.NotOneMapping, marker, marker + 3, "A second YAML document begins here. The front matter holds one; what follows is not read.");
            _position = _text.Length;
        }
    }

    // Goes on with the next line that looks like a key of the root mapping. False: there is none.
    private bool Resume(int start)
    {
        var hasRoot = _count > 0 && _nodes[0].Kind == YamlNodeKind.Mapping && _nodes[0].Style == YamlScalarStyle.None && (_nodes[0].Flags & YamlNodeFlags.Flow) == 0 && _rootEntry >= 0;
        var column = hasRoot ? _rootColumn : 0;
        var next = NextKeyLine(Math.Max(hasRoot ? _rootEntry : start, start), column);
        if (next < 0 || next <= _rootEntry)
            return false;
        if (hasRoot)
        {
            CloseBrokenEntry(next);
        }
        else
        {
            _count = 0;
            Add(YamlNodeKind.Mapping, YamlScalarStyle.None, next + column, next + column);
        }

        _comments?.RemoveAll(c => c.Start >= next);
        _failed = false;
        _depth = 1;
        _position = next + column;
        _lineStart = next;
        _indent = column;
        _tab = -1;
        _tokenLine = -1;
        if (Mapping(0, column, column, firstKey: -1))
        {
            _depth = 0;
            Epilogue();
        }

        return true;
    }

    private void CloseBrokenEntry(int end)
    {
        _count = _rootKeyCount;
        if (_rootKeyEnd >= 0)
        {
            var stop = end;
            while (stop > _rootKeyEnd && _text[stop - 1] is ' ' or '\t' or '\r' or '\n')
                stop--;
            Add(YamlNodeKind.Unreadable, YamlScalarStyle.None, _rootKeyEnd, Math.Max(stop, _rootKeyEnd));
            _nodes[0].End = Math.Max(stop, _rootKeyEnd);
        }

        _rootKeyEnd = -1;
    }

    // Behind the last error: the entry with the error is closed, and the root gets its size. Over a limit, or without a root mapping, nothing of the block is usable.
    private void Finish()
    {
        if (_stopped || _count == 0 || _nodes[0].Kind != YamlNodeKind.Mapping || (_nodes[0].Flags & YamlNodeFlags.Flow) != 0 || _rootEntry < 0 || _rootKeyCount > _count)
        {
            _count = 0;
            Add(YamlNodeKind.Unreadable, YamlScalarStyle.None, Math.Min(_position, _text.Length), _text.Length);
            return;
        }

        CloseBrokenEntry(_text.Length);
        Close(0, _nodes[0].End);
    }

    // The first line behind the position that begins at the column with a letter, digit or quote and holds a colon with a blank behind it.
    private readonly int NextKeyLine(int position, int column)
    {
        while (true)
        {
            var next = _text[position..].IndexOfAny('\r', '\n');
            if (next < 0)
                return -1;
            position += next + 1;
            if (_text[position - 1] == '\r' && position < _text.Length && _text[position] == '\n')
                position++;
            if (IsKeyLine(position, column))
                return position;
        }
    }

    private readonly bool IsKeyLine(int line, int column)
    {
        if (line + column >= _text.Length || _text.Slice(line, column).IndexOfAnyExcept(' ') >= 0)
            return false;
        var first = _text[line + column];
        if (!char.IsLetterOrDigit(first) && first is not ('_' or '"' or '\''))
            return false;
        var rest = _text[(line + column)..];
        var end = rest.IndexOfAny('\r', '\n');
        rest = end < 0 ? rest : rest[..end];
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == ':' && (i + 1 == rest.Length || rest[i + 1] is ' ' or '\t'))
                return true;
        }

        return false;
    }
}
